SELECT kit_check_epoch();
